'use client';
// A Mermaid diagram; its text is there for those who can't see it, and for all while it is not drawn.
import { useTranslations } from 'next-intl';
import { useEffect, useId, useState } from 'react';
import { isDarkTheme } from '../browser/dark-theme.ts';
import { onThemeChange } from '../terminal/terminal-theme.ts';
import { type DiagramPicture, drawDiagram } from './draw-diagram.ts';

export function Diagram({ text }: { text: string }) {
  const t = useTranslations('guide.diagram');
  const id = useId().replace(/\W/g, '');
  const [picture, setPicture] = useState<DiagramPicture>();

  useEffect(() => {
    let isWanted = true;
    const draw = () =>
      drawDiagram(text, `diagram-${id}`, isDarkTheme())
        .catch(() => undefined)
        .then((drawn) => isWanted && setPicture(drawn));
    void draw();
    const stop = onThemeChange(() => void draw());
    return () => {
      isWanted = false;
      stop();
    };
  }, [text, id]);

  if (!picture) {
    return (
      <pre>
        <code>{text}</code>
      </pre>
    );
  }
  return (
    <figure className="overflow-x-auto rounded-md border border-line bg-surface p-4">
      {/* biome-ignore lint/performance/noImgElement: drawn here, so there is nothing to optimize */}
      <img
        src={picture.url}
        alt={t('alt')}
        width={picture.width}
        onError={() => setPicture(undefined)}
        className="mx-auto h-auto max-w-full"
      />
      <figcaption className="sr-only">{text}</figcaption>
    </figure>
  );
}
