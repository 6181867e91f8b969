// Where links and pictures of a step may lead.
import type { Inline } from '../document.ts';
import { knowsInstance, report, type StepContext } from './context.ts';

const pictures = /\.(png|jpe?g|gif|webp|avif)$/i;

export function readLink(href: string, children: Inline[], line: number, context: StepContext): Inline {
  const port = /^port:(.+)$/i.exec(decoded(href))?.[1];
  if (port !== undefined) {
    const target = readPortTarget(port, line, context);
    return target ? { type: 'portLink', ...target, children } : { type: 'emphasis', children };
  }
  const lab = /^lab:([a-z0-9][a-z0-9-]*)$/.exec(href)?.[1];
  if (lab !== undefined) {
    context.links.push({ type: 'lab', target: lab, line });
    return { type: 'labLink', lab, children };
  }
  if (/^#[^\s]+$/.test(href)) {
    const anchor = decoded(href.slice(1));
    context.links.push({ type: 'anchor', target: anchor, line });
    return { type: 'link', href: `#${anchor}`, children };
  }
  if (isSafe(href)) return { type: 'link', href, children };
  report(context, 'link-refused', line, `This link leads nowhere that Marina follows: ${href.slice(0, 80)}`);
  return { type: 'emphasis', children };
}

export function readImage(source: string, alt: string, line: number, context: StepContext): Inline {
  const path = decoded(source).replace(/^\.\//, '');
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/.test(path) && pictures.test(path)) {
    context.links.push({ type: 'image', target: path, line });
    return { type: 'image', source: path, alt };
  }
  report(context, 'image-refused', line, `This picture is not one of the lab’s folder: ${source.slice(0, 80)}`);
  return { type: 'text', text: alt };
}

/** `node1:8080/path` or `8080/path`; a port may be `{{variable}}`. */
export function readPortTarget(text: string, line: number, context: StepContext) {
  const [, name, port, path] =
    /^(?:([a-z][a-z0-9-]*):)?(\d{1,5}|\{\{[a-z][a-zA-Z0-9_]*\}\}|[a-z][a-zA-Z0-9_]*)(\/\S*)?$/.exec(text) ?? [];
  const number = Number(port);
  const variable = port?.replace(/^\{\{|\}\}$/g, '') ?? '';
  const known = context.variables.has(variable);
  if (port === undefined || !(known || (number >= 1 && number <= 65_535))) {
    report(context, 'link-refused', line, `This is no port of an instance: ${text.slice(0, 80)}`);
    return null;
  }
  const instance = name ?? context.instances[0] ?? '';
  if (!knowsInstance(context, instance, line)) return null;
  return { instance, port: known ? `{{${variable}}}` : port, path: path ?? '/' };
}

function isSafe(href: string): boolean {
  if (!/^(https?:\/\/|mailto:)/i.test(href)) return false;
  return URL.canParse(href);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
