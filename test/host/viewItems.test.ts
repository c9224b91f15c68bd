import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import * as z from 'zod';
import type { Connection } from '../../src/core/connection.ts';
import { jobStatuses } from '../../src/core/jobs/status.ts';
import type { ImagesNode, RepositoryNode } from '../../src/ui/images/tree/nodes.ts';
import { renderImagesNode } from '../../src/ui/images/tree/renderImagesNode.ts';
import { renderNode } from '../../src/ui/jobs/tree/renderNode.ts';
import { extensionId, viewIds } from '../../src/ui/kit/ids.ts';
import { aJob } from '../support/job.ts';

const connections: readonly Connection[] = [{ kind: 'local' }, { kind: 'aws', profile: 'team', region: 'eu-west-1' }];

function jobItems(): vscode.TreeItem[] {
  return connections.flatMap((connection) =>
    jobStatuses.map((status) => {
      const summary = aJob('a', { status });
      return renderNode({ kind: 'job', job: summary.ref, connection, summary, isWaiting: false }, new Date());
    }),
  );
}

function imageItems(): vscode.TreeItem[] {
  const nodes = connections.flatMap((connection): ImagesNode[] => {
    const repository = { name: 'study', uri: 'registry/study', arn: '', created: undefined, isImmutable: false };
    const parent: RepositoryNode = {
      kind: 'repository',
      repository: { ...repository, scansOnPush: false },
      connection,
      usedFor: [],
      lackedBy: [],
    };
    const images = [['1.0'], []].flatMap((tags) =>
      [[], ['r'] as const].map((usedFor): ImagesNode => {
        const image = { repository: 'study', uri: 'registry/study', digest: 'sha256:0', tags };
        return { kind: 'image', image: { ...image, size: 1, pushed: new Date(0), scan: undefined }, parent, usedFor };
      }),
    );
    return [parent, ...images];
  });
  const storage: ImagesNode = { kind: 'storage', engine: 'Docker', images: 1, buildCache: 1 };
  return [...nodes, storage].map((node) => renderImagesNode(node, new Date()));
}

/** What a `when` clause of package.json says of `viewItem`, as VS Code reads it. */
interface Clause {
  readonly text: string;
  readonly matches: (contextValue: string) => boolean;
}

function clausesOf(view: string, items: readonly { readonly when: string }[]): Clause[] {
  return items.flatMap(({ when }): Clause[] => {
    if (!when.includes(`view == ${view} `)) return [];
    const [, pattern, flags] = /viewItem =~ \/(.+)\/([a-z]*)/u.exec(when) ?? [];
    const [, literal] = /viewItem == (\S+)/u.exec(when) ?? [];
    if (pattern === undefined) return [{ text: when, matches: (value) => value === literal }];
    const regex = new RegExp(pattern, flags);
    return [{ text: when, matches: (value) => regex.test(value) }];
  });
}

const manifestSchema = z.object({
  contributes: z.object({
    menus: z.object({ 'view/item/context': z.array(z.object({ command: z.string(), when: z.string() })) }),
  }),
});

describe('the rows that menus of package.json are for', () => {
  let items: readonly { readonly when: string }[] = [];
  before(async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    const text = await fs.readFile(path.join(extension.extensionPath, 'package.json'), 'utf8');
    items = manifestSchema.parse(JSON.parse(text)).contributes.menus['view/item/context'];
  });

  for (const [view, render] of [
    [viewIds.jobs, jobItems],
    [viewIds.images, imageItems],
  ] as const) {
    it(`are rows of ${view}, and all that its rows say of themselves is asked for`, () => {
      const values = [...new Set(render().flatMap(({ contextValue }) => contextValue ?? []))];
      const clauses = clausesOf(view, items);
      assert.ok(values.length > 0 && clauses.length > 0);
      const forNothing = clauses.filter(({ matches }) => !values.some(matches)).map(({ text }) => text);
      assert.deepEqual(forNothing, [], 'conditions that no row meets');
      const words = clauses.flatMap(({ text }) => text.split('viewItem')[1]?.match(/\b[a-z]{2,}\b/gu) ?? []);
      const known = values.flatMap((value) => value.split(';'));
      assert.deepEqual(
        words.filter((word) => !known.includes(word)),
        [],
        'words that no row says',
      );
      const menus = values.map((value) => clauses.map(({ matches }) => matches(value)).join());
      assert.equal(new Set(menus).size, values.length, `rows that differ have the same menu: ${values.join(' ')}`);
      assert.ok(values.every((value) => clauses.some(({ matches }) => matches(value))));
    });
  }

  it('are of a view that the code has', () => {
    const views = items.flatMap(({ when }) => /view == (\S+)/u.exec(when)?.[1] ?? []);
    assert.deepEqual([...new Set(views)].sort(), [viewIds.images, viewIds.jobs].sort());
  });
});
