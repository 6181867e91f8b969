// Debian's Chromium: no download, no traffic of its own.
import type { LaunchOptions } from '@playwright/test';

export const chromiumLaunch: LaunchOptions = {
  executablePath: process.env.MARINA_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** A phone in portrait, held in a hand. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
