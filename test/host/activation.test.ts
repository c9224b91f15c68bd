import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('activation', () => {
  it('activates', async () => {
    const extension = vscode.extensions.getExtension('sagemaker-runner.sagemaker-runner');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
