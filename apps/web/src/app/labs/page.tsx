import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readLabs, readPaths, readProgressSummary } from '../../data/labs.ts';
import { readViewer } from '../../data/viewer.ts';
import { Catalogue } from '../../features/catalogue/catalogue.tsx';
import { CatalogueHeader } from '../../features/catalogue/catalogue-header.tsx';
import { savedTheme } from '../../features/preferences/saved-theme.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue'))('title') };
}

export default async function CataloguePage() {
  const t = await getTranslations('catalogue');
  const [viewer, labs, paths, progress, theme] = await Promise.all([
    readViewer(),
    readLabs(),
    readPaths(),
    readProgressSummary(),
    savedTheme(),
  ]);
  return (
    <div className="mx-auto min-h-dvh max-w-[84rem] px-5 pb-20 sm:px-10">
      <CatalogueHeader email={viewer.ok ? viewer.value.email : null} theme={theme} />
      <main>
        <h1 className="mt-6 font-semibold text-[clamp(2rem,4vw,3rem)] leading-tight tracking-[-0.035em]">
          {t('title')}
        </h1>
        <p className="mt-2 max-w-prose text-pretty text-[17px] text-muted leading-relaxed">
          {labs.ok ? t('text') : t('unreachable')}
        </p>
        {labs.ok && (
          <Catalogue
            labs={labs.value}
            paths={paths.ok ? paths.value : []}
            progress={progress.ok ? progress.value.labs : {}}
          />
        )}
      </main>
    </div>
  );
}
