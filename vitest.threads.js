// Node 20 reads no TypeScript, and `--import tsx` teaches it to the main thread only. The sandbox starts a thread of its own.
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) (await import('tsx/esm/api')).register();
