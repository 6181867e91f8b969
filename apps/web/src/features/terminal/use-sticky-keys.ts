// Ctrl and Alt of the key bar: a tap holds them until the next key, a second tap lets them go.
import { useCallback, useRef, useState } from 'react';
import { type Modifiers, withModifiers } from './keys.ts';

const none: Modifiers = { control: false, alt: false };

export function useStickyKeys() {
  const [held, setHeld] = useState(none);
  // Read between renders: what is typed next must find them.
  const current = useRef(none);
  const hold = useCallback((modifiers: Modifiers) => {
    current.current = modifiers;
    setHeld(modifiers);
  }, []);

  const toggle = useCallback(
    (key: keyof Modifiers) => hold({ ...current.current, [key]: !current.current[key] }),
    [hold],
  );
  const apply = useCallback(
    (typed: string) => {
      const modifiers = current.current;
      if (!modifiers.control && !modifiers.alt) return typed;
      hold(none);
      return withModifiers(typed, modifiers);
    },
    [hold],
  );
  return { held, toggle, apply };
}
