'use client';
// Stands in for the root layout when that itself fails: nothing of the page can be relied on, not even its messages.
import './globals.css';

export default function GlobalErrorPage({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Marina</title>
        <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-4 p-6">
          <h1 className="font-semibold text-2xl tracking-tight">Marina broke on this page.</h1>
          <p className="text-muted">Your instances keep running. Load the page again.</p>
          <p className="text-muted" lang="fr">
            Marina a échoué sur cette page. Vos instances continuent de tourner. Rechargez la page.
          </p>
          <button
            type="button"
            onClick={() => retry()}
            className="h-10 rounded-md bg-buoy px-4 font-medium text-on-buoy"
          >
            Reload / Recharger
          </button>
        </main>
      </body>
    </html>
  );
}
