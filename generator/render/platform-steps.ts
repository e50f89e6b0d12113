import type { GateStep } from '../component.ts';
import { membersOf } from '../members.ts';
import type { Model } from '../model.ts';
import type { Registry } from '../registry.ts';
import { terraformSteps } from './terraform/steps.ts';

/** What a person does once for the whole platform, and again when what is in the hub's `platform/` changes. */
export function platformSteps(model: Model, registry: Registry, hub: string): readonly GateStep[] {
  const hasMembers = membersOf(model.facts.access).length > 0;
  return [...terraformSteps(model, registry, hub), ...(hasMembers ? [policyStep(hub)] : [])];
}

function policyStep(hub: string): GateStep {
  return {
    text: 'Give Omni its access policy, which replaces the one that is there; Omni runs the tests in it, and refuses the whole where one fails. A person who is new there is made a user whose own role is `None`: a role of their own would hold on every cluster, whatever the policy says. A leaver who is out of the policy may do nothing; `omnictl user delete <address>` forgets the address too.',
    commands: [
      'omnictl user create <address> --role None',
      `omnictl apply -f clusters/${hub}/platform/omni/access-policy.yaml`,
      'omnictl get accesspolicies access-policy -o yaml',
    ],
  };
}
