import type { ShopEvent } from '@sotto/core';
import type { MeasuredValue, Task, TaskMechanism } from '@sotto/protocol';

/** For what a measure is taken. */
export interface MeasureContext {
  readonly task: Task;
  /** The round of the report; the events are of the week before it. */
  readonly round: number;
}

/** A number that a device can find in its history, to be made private before anyone else sees it. */
export interface Measure {
  readonly mechanism: TaskMechanism['kind'];
  /** Whether a mechanism has the alphabet of this measure. Default: every one does. */
  readonly fits?: (mechanism: TaskMechanism) => boolean;
  /**
   * Takes it. `null` where there is nothing to tell, or the device can't tell now: a report goes out all the same.
   *
   * @param events of the week before the round, oldest first
   */
  readonly of: (
    events: readonly ShopEvent[],
    context: MeasureContext,
  ) => MeasuredValue | Promise<MeasuredValue>;
}

/** All measures of a release, by the name that tasks call them by. */
export type Measures = Readonly<Record<string, Measure>>;
