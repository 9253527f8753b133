import type { ShopEvent } from '@sotto/core';
import type { MeasuredValue, TaskMechanism } from '@sotto/protocol';

/** A number that a device can find in its history, to be made private before anyone else sees it. */
export interface Measure {
  readonly mechanism: TaskMechanism['kind'];
  /** Whether a mechanism has the alphabet of this measure. Default: every one does. */
  readonly fits?: (mechanism: TaskMechanism) => boolean;
  /** @param events of the week before the round, oldest first */
  readonly of: (events: readonly ShopEvent[]) => MeasuredValue;
}

/** All measures of a release, by the name that tasks call them by. */
export type Measures = Readonly<Record<string, Measure>>;
