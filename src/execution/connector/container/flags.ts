import { quote } from '../../../base/shell.ts';
import { showOption, type Options } from '../kind.ts';

/** Options of a deployment as words for a command line: `addHost: [a]` is `--add-host=a`. */
export function flagsOf(config: Options, passedOver: readonly string[]): readonly string[] {
  return Object.entries(config).flatMap(([key, value]) => {
    if (passedOver.includes(key) || value === undefined || value === null) return [];
    const flag = `--${kebab(key)}`;
    if (value === true) return [flag];
    return [value].flat().map((each) => quote(`${flag}=${showOption(each)}`));
  });
}

/** `cpuRTPeriod` → `cpu-rt-period` */
function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])|([A-Z]+)(?=[A-Z][a-z])/g, (match, before?: string, after?: string) =>
      before === undefined ? `${match}-` : `${before}-${after}`,
    )
    .toLowerCase();
}
