import { joinPath, normalised, parentOf } from '../../paths.ts';
import { fieldOf, type CodeNode } from '../codeTree.ts';
import { nameOf } from './call.ts';

/** What an argument of `box::use` names: a package, or a module of the user's as the files it may be in. */
export interface BoxUse {
  readonly package?: string;
  readonly candidates?: readonly string[];
}

/** Reads `pkg`, `pkg[name, ...]`, `./module`, `../up/module` and `folder/module`. */
export function boxUse(value: CodeNode, file: string): BoxUse {
  const node = value.type === 'subset' ? (fieldOf(value, 'function') ?? value) : value;
  const name = nameOf(node);
  if (name !== undefined) return { package: name };
  const segments = segmentsOf(node);
  if (!segments) return {};
  const relative = segments[0] === '.' || segments[0] === '..';
  const folder = relative && file.includes('/') ? parentOf(file) : '';
  const path = normalised(joinPath(folder, segments.join('/')));
  if (path === undefined) return {};
  return { candidates: [`${path}.R`, `${path}.r`, `${path}/__init__.R`, `${path}/__init__.r`] };
}

/** The segments of `a/b/c[names]`, read as the divisions that they are to R. */
function segmentsOf(node: CodeNode): string[] | undefined {
  if (node.type === 'subset') {
    const inner = fieldOf(node, 'function');
    return inner && segmentsOf(inner);
  }
  if (node.type === 'dots' || node.text === '..') return ['..'];
  const name = nameOf(node);
  if (name !== undefined) return [name];
  const [lhs, rhs] = [fieldOf(node, 'lhs'), fieldOf(node, 'rhs')];
  if (node.type !== 'binary_operator' || fieldOf(node, 'operator')?.text !== '/' || !lhs || !rhs) return undefined;
  const [left, right] = [segmentsOf(lhs), segmentsOf(rhs)];
  return left && right && [...left, ...right];
}
