import type { AnalysisMethods } from '../protocol/worker.ts';

/** The one facade of the checking side: every face asks here, so a verdict is the same in all of them. */
export class Service implements AnalysisMethods {
  check(_params: Parameters<AnalysisMethods['check']>[0]): ReturnType<AnalysisMethods['check']> {
    return { findings: [], errors: [] };
  }

  fix(_params: Parameters<AnalysisMethods['fix']>[0]): ReturnType<AnalysisMethods['fix']> {
    return { refused: 'Not built yet.' };
  }

  explain(_params: Parameters<AnalysisMethods['explain']>[0]): ReturnType<AnalysisMethods['explain']> {
    return { refused: 'Not built yet.' };
  }
}
