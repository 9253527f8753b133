/**
 * Lets waiting messages be handled before a long piece of work goes on. A message channel, because
 * timers are clamped to 4 ms and throttled in background tabs.
 */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
