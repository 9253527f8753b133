import type { ErrorCode } from '@sotto/core';
import type { ShopModel } from '../wire/shop-model.ts';

/** What lists are made with beside the shop's own weights, for panels. */
export interface LearningStatus {
  /** The version of the shop's model that lists are made with; absent where the release's numbers hold. */
  readonly version?: {
    readonly serial: number;
    /** It is on trial, and this device is one of the few that try it. */
    readonly canary: boolean;
    /** The rounds that it has learnt from and the version before it had not. */
    readonly learntFrom: ShopModel['learntFrom'];
  };
  /** Why the newest version could not be had; the last good one is in use. */
  readonly error?: ErrorCode;
  readonly personal: PersonalStatus;
}

/** What was learnt from this shopper's own history; it never leaves the device. */
export interface PersonalStatus {
  /**
   * `off`: not allowed. `waiting`: not trained yet. `training`: at it. `used`: it helps on what the shopper did last, and
   * is in use. `unused`: it doesn't help, or there is too little to learn from.
   */
  readonly state: 'off' | 'waiting' | 'training' | 'used' | 'unused';
  /** When it was last trained, milliseconds since 1970. */
  readonly trainedAt?: number;
}
