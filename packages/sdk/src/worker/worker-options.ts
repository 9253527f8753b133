/** How the engine's worker is started, by the tag and after it. */
export const WORKER_OPTIONS = { type: 'module', name: 'sotto' } as const;
