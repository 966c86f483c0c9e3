using System.CommandLine;
using MissionControl.Cli.Approvals;
using MissionControl.Cli.Documents;
using MissionControl.Cli.Reports;
using MissionControl.Cli.Risks;
using MissionControl.Cli.Runs;
using MissionControl.Cli.Serving;
using MissionControl.Cli.Steps;
using MissionControl.Cli.Transfers;

namespace MissionControl.Cli.Invocation;

/// <summary>All verbs.</summary>
internal static class CommandTree
{
    private const string Description =
        "Runs missions durably: whatever ends the process, a run goes on where it was.\n\n"
        + "Exit codes: 0 done (a run completed); 1 the run failed, was rejected or terminated, or a replay left its history; 2 the call or a document was wrong and nothing was changed; "
        + "3 the run waits for a person; 130 or 143 stopped by a signal (the run can be resumed).";

    public static RootCommand Create(CommonOptions common)
    {
        var root = new RootCommand(Description);
        common.AddTo(root);
        Verb[] verbs =
        [
            new RunVerb(common),
            new ValidateVerb(common),
            new ResolveVerb(common),
            new GraphVerb(common),
            new ToolsVerb(common),
            new ListVerb(common),
            new ShowVerb(common),
            new HistoryVerb(common),
            new ReplayVerb(common),
            new VerifyVerb(common),
            new ApprovalsVerb(common),
            new ApprovalVerb(common),
            new VoteVerb(common, approve: true),
            new VoteVerb(common, approve: false),
            new DelegateVerb(common),
            new RetryVerb(common),
            new SuspendVerb(common),
            new ResumeVerb(common),
            new TerminateVerb(common),
            new PurgeVerb(common),
            new ServeVerb(common),
            new PortfolioVerb(common),
            new SnapshotVerb(common),
            new RisksVerb(common),
            new TriggersVerb(common),
            new AgentsVerb(common),
            new ImportVerb(common),
            new ExportVerb(common),
        ];
        foreach (var verb in verbs)
        {
            root.Subcommands.Add(verb.Command);
        }

        root.Subcommands.Add(new RiskVerb(common).Command);
        root.Subcommands.Add(new KeysVerb(common).Command);

        return root;
    }
}
