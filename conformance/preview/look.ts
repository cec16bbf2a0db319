import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from './browser.ts';

/** How a page is looked at. */
export interface View {
  readonly width: number;
  readonly dark: boolean;
}

/** What was seen of a page. */
export interface Look {
  /** Milliseconds until something of the page was on the screen. */
  readonly firstPaint: number;
  /** Width that the page needs, in pixels. */
  readonly needs: number;
  /** Errors on the console. */
  readonly errors: readonly string[];
  /** Requests for anything but the page itself and what it holds. */
  readonly requests: readonly string[];
}

/** Opens a page with scripts off, writes a picture of it, and says what happened meanwhile. */
export async function look(browser: Browser, url: string, { width, dark }: View, picture: string): Promise<Look> {
  const errors: string[] = [];
  const requests: string[] = [];
  const { targetId } = await browser.call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.call('Target.attachToTarget', { targetId, flatten: true });
  const session = sessionId as string;
  const call = (method: string, params?: Readonly<Record<string, unknown>>) => browser.call(method, params, session);
  const loaded = new Promise<void>((resolve) => {
    browser.watch((method, params, from) => {
      if (from !== session) return;
      if (method === 'Page.loadEventFired') resolve();
      if (method === 'Runtime.exceptionThrown') errors.push(JSON.stringify(params));
      const { level, text } = (params['entry'] ?? {}) as { readonly level?: string; readonly text?: string };
      if (method === 'Log.entryAdded' && level === 'error') errors.push(text ?? '');
      const request = (params['request'] as { readonly url: string } | undefined)?.url ?? '';
      if (method === 'Network.requestWillBeSent' && request !== url && !request.startsWith('data:')) requests.push(request);
    });
  });
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await call(`${domain}.enable`);
  await call('Emulation.setScriptExecutionDisabled', { value: true });
  await call('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 });
  const scheme = { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' };
  await call('Emulation.setEmulatedMedia', { features: [scheme] });
  await call('Page.navigate', { url });
  await loaded;
  const firstPaint = await firstPaintOf(call);
  const needs = await evaluate(call, 'document.documentElement.scrollWidth');
  const height = await evaluate(call, 'document.documentElement.scrollHeight');
  const clip = { x: 0, y: 0, width, height: Math.min(height, 2600), scale: 1 };
  const { data } = await call('Page.captureScreenshot', { captureBeyondViewport: true, clip });
  writeFileSync(picture, Buffer.from(data as string, 'base64'));
  await browser.call('Target.closeTarget', { targetId });
  return { firstPaint, needs, errors, requests };
}

const paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1";

/** The first paint may come after the load event; nothing in a page without scripts can wait for it. */
async function firstPaintOf(call: Call): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const time = await evaluate(call, paint);
    if (time >= 0) return time;
    await sleep(25);
  }
  return Infinity;
}

type Call = (method: string, params?: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;

async function evaluate(call: Call, expression: string): Promise<number> {
  const { result } = await call('Runtime.evaluate', { expression, returnByValue: true });
  return (result as { readonly value: number }).value;
}
