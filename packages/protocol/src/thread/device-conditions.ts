/** What the device can spare now, as far as the page can know. */
export interface DeviceConditions {
  /** The page is in front, and nobody has touched it for a while. */
  readonly idle: boolean;
  /** The device asks to save data. */
  readonly saveData: boolean;
  /** Absent where the browser doesn't tell. */
  readonly battery?: {
    readonly charging: boolean;
    /** 0 to 1. */
    readonly level: number;
  };
}
