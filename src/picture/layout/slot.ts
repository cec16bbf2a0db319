/** Something that takes room in a rank; links name it by its place in the list. */
export interface Slot {
  readonly rank: number;
  /** Room across the flow, in pixels. */
  readonly cross: number;
  /** Whether it is only a line that passes: those are kept straight before all else. */
  readonly isLine: boolean;
}

/** A link from a slot to one in the very next rank. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  /** Where it leaves and arrives, as distance from the middle of the slot. */
  readonly fromAt: number;
  readonly toAt: number;
}

/** The slots of a rank in their order. */
export interface Rank {
  readonly members: readonly number[];
  /** Least distance of each from the first. */
  readonly insets: readonly number[];
}
