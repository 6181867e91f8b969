'use client';
import { labFileUrl } from '../../api/labs.ts';
import { useGuide } from './guide-context.ts';

export function LabImage({ source, alt }: { source: string; alt: string }) {
  const { lab } = useGuide();
  return (
    // biome-ignore lint/performance/noImgElement: a lab's pictures are served as they are
    <img
      src={labFileUrl(lab.slug, source)}
      alt={alt}
      loading="lazy"
      className="inline-block h-auto max-w-full rounded-md border border-line"
    />
  );
}
