import { useEffect, useState } from 'react';

/** The manager's time, every second; undefined until the page runs in a browser, whose clock the server lacks. */
export function useNow(clockAheadMs: number): number | undefined {
  const [now, setNow] = useState<number>();
  useEffect(() => {
    const tick = () => setNow(Date.now() + clockAheadMs);
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [clockAheadMs]);
  return now;
}
