import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** Its command line; a program whose arguments cannot be read has its name in brackets. */
  readonly command: string;
}

/** The processes of this machine. Where there is /proc it is read: the smallest systems have no `ps`. */
export function processList(): RunningProcess[] {
  if (existsSync('/proc/self/stat')) {
    return readdirSync('/proc').flatMap((name) => {
      try {
        return /^\d+$/.test(name) ? [fromProc(name)] : [];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
  }
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,args=']).toString().split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** The command lines of processes that hold a text. */
export function processesWith(marker: string): string[] {
  return processList().flatMap(({ command }) => (command.includes(marker) ? [command] : []));
}

function fromProc(pid: string): RunningProcess {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold anything; what follows it are the state and the parent.
  const end = stat.lastIndexOf(')');
  const [, parent] = stat.slice(end + 2).split(' ');
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
  const command = words === '' ? `[${stat.slice(stat.indexOf('(') + 1, end)}]` : words;
  return { pid: Number(pid), parent: Number(parent), command };
}
