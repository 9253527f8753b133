/**
 * Answers each message with what `answer` resolves to; where it rejects, the worker has an error.
 *
 * @param answer takes a message as the page posted it
 */
export function answerMessages(answer: (question: never) => Promise<unknown>): void {
  addEventListener('message', ({ data }) => {
    answer(data as never).then(
      (result) => postMessage(result),
      (error: unknown) =>
        setTimeout(() => {
          throw error;
        }),
    );
  });
}
