'use client';
// A Mermaid diagram; its text is there for those who can't see it, and for all when it can't be drawn.
import { cx } from 'class-variance-authority';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { isDarkTheme, onThemeChange } from '../browser/dark-theme.ts';
import { useDiagramPictures } from './diagram-pictures.ts';

export function Diagram({ text }: { text: string }) {
  const t = useTranslations('guide.diagram');
  const pictures = useDiagramPictures();
  const isDark = useSyncExternalStore(onThemeChange, isDarkTheme, () => false);
  const [picture, setPicture] = useState(() => pictures.find(text, isDark));

  useEffect(() => {
    let isWanted = true;
    const draw = () => void pictures.draw(text, isDark).then((drawn) => isWanted && setPicture(drawn));
    // First what there is to read is shown: a drawing takes longer than all of it.
    const timer = setTimeout(draw);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [pictures, text, isDark]);

  if (picture === null) {
    return (
      <pre>
        <code>{text}</code>
      </pre>
    );
  }
  return (
    <figure
      data-diagram
      className={cx('overflow-x-auto rounded-md border border-line bg-surface p-4', !picture && 'min-h-40')}
    >
      {picture && (
        // biome-ignore lint/performance/noImgElement: drawn here, so there is nothing to optimize
        <img
          src={picture.url}
          alt={t('alt')}
          width={picture.width}
          onError={() => setPicture(null)}
          className="mx-auto h-auto max-w-full"
        />
      )}
      <figcaption className="sr-only">{text}</figcaption>
    </figure>
  );
}
