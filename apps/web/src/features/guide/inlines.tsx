'use client';
import type { Inline } from '@marina/labs/document';
import { inOrder } from './in-order.tsx';
import { InlineCode } from './inline-code.tsx';
import { LabImage } from './lab-image.tsx';
import { LabLink, TextLink } from './links.tsx';
import { PortLink } from './port-link.tsx';

export function Inlines({ inlines }: { inlines: readonly Inline[] }) {
  return inOrder(inlines, (inline) => <InlineView inline={inline} />);
}

function InlineView({ inline }: { inline: Inline }) {
  switch (inline.type) {
    case 'text':
      return inline.text;
    case 'variable':
      return `{{${inline.name}}}`;
    case 'break':
      return <br />;
    case 'code':
      return <InlineCode text={inline.text} action={inline.action} />;
    case 'image':
      return <LabImage source={inline.source} alt={inline.alt} />;
    case 'portLink':
      return (
        <PortLink instance={inline.instance} port={inline.port} path={inline.path}>
          {inline.children.length > 0 && <Inlines inlines={inline.children} />}
        </PortLink>
      );
    default:
      return <Wrapped inline={inline} />;
  }
}

type Wrapping = Extract<Inline, { type: 'strong' | 'emphasis' | 'deleted' | 'link' | 'labLink' }>;

function Wrapped({ inline }: { inline: Wrapping }) {
  const children = <Inlines inlines={inline.children} />;
  switch (inline.type) {
    case 'strong':
      return <strong>{children}</strong>;
    case 'emphasis':
      return <em>{children}</em>;
    case 'deleted':
      return <del>{children}</del>;
    case 'link':
      return <TextLink href={inline.href}>{children}</TextLink>;
    case 'labLink':
      return <LabLink slug={inline.lab}>{children}</LabLink>;
  }
}
