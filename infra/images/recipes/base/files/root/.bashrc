# Yours to change: this file is read by every shell of this instance.
case $- in *i*) ;; *) return ;; esac

# Several terminals share one history; a command that begins with a space stays out of it.
HISTCONTROL=ignoreboth
HISTSIZE=10000
HISTFILESIZE=20000
shopt -s histappend checkwinsize
PROMPT_COMMAND='history -a'

# The terminal's own colours, which its light and dark themes choose to be readable.
PS1='\[\e[1;32m\]\u@\h\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ '

export COLORTERM=truecolor
alias ls='ls --color=auto'
alias ll='ls -lh'
alias la='ls -lAh'
alias grep='grep --color=auto'
alias diff='diff --color=auto'
alias ip='ip -color=auto'

if [ -f /usr/share/bash-completion/bash_completion ]; then . /usr/share/bash-completion/bash_completion; fi
