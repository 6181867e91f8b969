'use client';
// For authors of labs: the page is loaded anew when a lab's files have changed. Terminals go on where they were.
import { useEffect } from 'react';

export function ReloadOnSave() {
  useEffect(() => {
    const changes = new EventSource('/api/v1/lab-changes');
    changes.onmessage = () => location.reload();
    return () => changes.close();
  }, []);
  return null;
}
