import { createHmac } from 'node:crypto';

/** What is drawn from the one secret that both aggregators know. */
export interface HelperSecret {
  /** Of the header with which the leader shows that it is the leader. */
  readonly authorization: string;
  /** 16 bytes that no device may know, or it could make proofs of numbers that are no bits. */
  readonly verifyKey: (taskHash: string) => Uint8Array;
}

const mac = (secret: string, of: string): Buffer =>
  createHmac('sha256', secret).update(`sotto/split/${of}`).digest();

/** @param secret random text of 32 characters or more, made by one operator and told the other */
export const helperSecret = (secret: string): HelperSecret => ({
  authorization: `Bearer ${mac(secret, 'authorization').toString('base64url')}`,
  verifyKey: (taskHash) => mac(secret, `verify/${taskHash}`).subarray(0, 16),
});
