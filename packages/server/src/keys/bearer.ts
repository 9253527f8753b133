/** The token of a request, or `undefined` where it has none. */
export const bearerOf = ({
  authorization,
}: {
  readonly authorization?: string | undefined;
}): string | undefined => /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
