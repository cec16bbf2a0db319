import type { Options } from '../kind.ts';
import type { QueueRequest, QueueVerdict } from '../queue.ts';

/** A job script and what is known of it. */
export interface Submission {
  readonly request: QueueRequest;
  /** Of the service, as the file of locations has them; they go before what the request asks for. */
  readonly options: Options;
  /** Options that the script itself sets, without dashes; they do so, too. */
  readonly given: ReadonlySet<string>;
  /** The program that the script names in its first line. */
  readonly shell: string;
  /** Files at the location: the script, and the log of what it and the queue manager write. */
  readonly script: string;
  readonly log: string;
  /** Size of the array of jobs; absent for one job, whose `log` is a file, not a pattern. */
  readonly tasks?: number;
}

/** How one kind of queue manager is spoken to, by its commands. */
export interface QueueDialect {
  /** As in `SchedulerRecord`. */
  readonly name: string;
  /** How its options are marked in scripts: `#SBATCH`. */
  readonly mark: string;
  /** Jobs that are alike are handed in as one array, if it has arrays. */
  readonly arrays?: {
    readonly most: number;
    /** The variable that counts tasks, from 1. */
    readonly variable: string;
    /** What stands for that number in the name of a log. */
    readonly pattern: string;
    taskId(id: string, task: number): string;
  };
  /** A command that hands a script in. Two jobs are alike when it is the same for both. */
  submit(submission: Submission): string;
  /** The id in what that command printed; undefined when there is none. */
  idOf(printed: string): string | undefined;
  /**
   * Lines of shell that print `state ID WORD` for the jobs in the file `$jobs` (one `ID` a line) and perhaps for others, and
   * fail when the queue manager does not answer. A job that is not named is not known any more.
   */
  readonly states: string;
  /** Whether a job in that state has ended, and if it could write a report then. */
  endOf(state: string): 'by-itself' | 'prevented' | undefined;
  /** A command that cancels a job, before its id. */
  readonly cancel: string;
  /** Lines of shell that print what is known of a job. */
  tell(id: string): string;
  judge(id: string, told: string): QueueVerdict;
}
