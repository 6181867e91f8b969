import { readLabs, readPaths, readProgressSummary } from '../data/labs.ts';
import { readOpenSessions } from '../data/sessions.ts';
import { readViewer } from '../data/viewer.ts';
import { ChartLegend } from '../features/home/chart-legend.tsx';
import { Hero } from '../features/home/hero.tsx';
import { HomeFooter } from '../features/home/home-footer.tsx';
import { HomeHeader } from '../features/home/home-header.tsx';
import { LabList } from '../features/home/lab-list.tsx';
import { OpenSessions } from '../features/home/open-sessions.tsx';
import { savedTheme } from '../features/preferences/saved-theme.ts';

export default async function HomePage() {
  const [viewer, labs, paths, progress, sessions, theme] = await Promise.all([
    readViewer(),
    readLabs(),
    readPaths(),
    readProgressSummary(),
    readOpenSessions(),
    savedTheme(),
  ]);
  const mustSignIn = viewer.ok && viewer.value.signInRequired && viewer.value.email === null;
  return (
    <div className="mx-auto flex min-h-dvh max-w-[84rem] flex-col px-5 sm:px-10">
      <HomeHeader email={viewer.ok ? viewer.value.email : null} theme={theme} />
      <main className="flex-1">
        <Hero name={viewer.ok ? viewer.value.name : null} mustSignIn={mustSignIn} isReachable={viewer.ok} />
        <OpenSessions sessions={sessions.ok ? sessions.value : []} labs={labs.ok ? labs.value : []} />
        <ChartLegend />
        <LabList labs={labs} paths={paths.ok ? paths.value : []} progress={progress.ok ? progress.value.labs : {}} />
      </main>
      <HomeFooter />
    </div>
  );
}
