'use client';
// Pictures of a lab's diagrams. Each is drawn once; those of the next step before anybody asks for them.
import { createContext, useContext } from 'react';
import { createDiagramPen, type DiagramPicture } from './draw-diagram.ts';

/** Null for a text that is no diagram. */
type Drawing = { picture?: DiagramPicture | null; drawn: Promise<DiagramPicture | null> };

export type DiagramPictures = {
  /** What is there already; undefined when it is not drawn yet. */
  find: (text: string, isDark: boolean) => DiagramPicture | null | undefined;
  draw: (text: string, isDark: boolean) => Promise<DiagramPicture | null>;
};

/** More than a lab has: addresses of ports come and go in texts. */
const most = 100;

export function createDiagramPictures(pen = createDiagramPen()): DiagramPictures {
  const drawings = new Map<string, Drawing>();
  const keyOf = (text: string, isDark: boolean) => `${isDark ? 'dark' : 'light'} ${text}`;

  function begin(text: string, isDark: boolean): Drawing {
    const key = keyOf(text, isDark);
    const drawing: Drawing = {
      drawn: pen(text, isDark).then(
        (drawn) => {
          const picture = drawn ?? null;
          drawing.picture = picture;
          return picture;
        },
        () => {
          // Mermaid itself could not be loaded: another time it may be.
          drawings.delete(key);
          return null;
        },
      ),
    };
    drawings.set(key, drawing);
    const [oldest] = drawings.keys();
    if (drawings.size > most && oldest !== undefined) drawings.delete(oldest);
    return drawing;
  }

  return {
    find: (text, isDark) => drawings.get(keyOf(text, isDark))?.picture,
    draw: (text, isDark) => (drawings.get(keyOf(text, isDark)) ?? begin(text, isDark)).drawn,
  };
}

const DiagramsContext = createContext<DiagramPictures | undefined>(undefined);

export const DiagramsProvider = DiagramsContext.Provider;

export function useDiagramPictures(): DiagramPictures {
  const pictures = useContext(DiagramsContext);
  if (!pictures) throw new Error('diagrams stand in a guide');
  return pictures;
}
