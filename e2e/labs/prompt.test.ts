import { expect, it } from 'vitest';
import { endsWithPrompt } from './prompt.ts';

it.each([
  'docker ps\r\nroot@node1:~# ',
  'docker run -it busybox\r\n/ # ',
  'sh\r\n$ ',
  'python3\r\n>>> ',
  'redis-cli\r\n127.0.0.1:6379> ',
  'docker login\r\nUsername: ',
])('%j waits', (shown) => expect(endsWithPrompt(shown)).toBe(true));

it.each([
  'root@node1:~# ',
  'docker ps',
  'docker pull nginx\r\nlatest: Pulling from library/nginx\r\n',
  'cat <<EOF\r\n> ',
  'docker logs -f web\r\nready\r\n',
])('%j does not', (shown) => expect(endsWithPrompt(shown)).toBe(false));
