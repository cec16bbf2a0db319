import type { ContainerCheck } from '../containers/check.ts';

/** One promise about runs over several places, tried on the bed. */
export interface HybridCheck extends ContainerCheck {
  /** Takes minutes; left out unless `--full` asks for it. */
  readonly isLong?: boolean;
}
