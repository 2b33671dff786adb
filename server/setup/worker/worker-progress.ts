/** One line of what is being done; the last one of its step stands for all before. */
export interface WorkerProgress {
  step: 'worker';
  text: string;
  /** Present while the end is known: objects compiled, or bytes fetched. */
  done?: number;
  total?: number;
}

export type ReportProgress = (progress: WorkerProgress) => void;
