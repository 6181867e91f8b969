// Programs ask terminals who and where they are. The agent's own terminal answers, once for all attachments; an
// answer from each browser as well would land as junk in the shell. So the browser swallows the questions.
import type { IDisposable, Terminal } from '@xterm/xterm';

const swallow = () => true;

export function swallowDeviceQueries({ parser }: Pick<Terminal, 'parser'>): IDisposable[] {
  const isQuery = (data: string) => data.split(';').includes('?');
  return [
    // DA1, DA2, DA3
    parser.registerCsiHandler({ final: 'c' }, swallow),
    parser.registerCsiHandler({ prefix: '>', final: 'c' }, swallow),
    parser.registerCsiHandler({ prefix: '=', final: 'c' }, swallow),
    // DSR and cursor position
    parser.registerCsiHandler({ final: 'n' }, swallow),
    parser.registerCsiHandler({ prefix: '?', final: 'n' }, swallow),
    // DECRQM, DECRQSS, XTVERSION
    parser.registerCsiHandler({ intermediates: '$', final: 'p' }, swallow),
    parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, swallow),
    parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallow),
    parser.registerCsiHandler({ prefix: '>', final: 'q' }, swallow),
    // Colours of the palette, text, background and cursor
    ...[4, 10, 11, 12].map((code) => parser.registerOscHandler(code, isQuery)),
  ];
}
