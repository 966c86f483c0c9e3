using MissionControl.Cli.Reference;
using MissionControl.Cli.Remote;
using MissionControl.Cli.Runs;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Embedded.Sealing;
using MissionControl.Runtime;
using MissionControl.Transfer;

namespace MissionControl.Cli.Invocation;

/// <summary>What a person reads when a verb ended with an exception, and the exit code for it.</summary>
internal sealed class FailureReport(Terminal terminal, bool json, bool verbose)
{
    public int Tell(Exception error)
    {
        if (error is OperationCanceledException && terminal.Stop.Token.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Stopped.");
            return terminal.Stop.ExitCode;
        }

        if (FaultsOf(error) is { } faults)
        {
            return Refuse(faults);
        }

        var where = error.TargetSite is { DeclaringType: { } type, Name: var method } ? $" in {type.Name}.{method}" : "";
        terminal.Error.WriteLine(error is HubUnavailableException
            ? $"error: {PlainText.Line(error.Message)}"
            : $"error: unexpected {error.GetType().Name}{where}: {PlainText.Line(error.Message)} Please report this{(verbose ? "" : ", with what --verbose prints")}.");
        if (verbose)
        {
            terminal.Error.WriteLine(PlainText.Block(error.ToString()));
        }

        return ExitCodes.Failed;
    }

    private int Refuse(IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
        {
            terminal.Error.WriteLine($"error: {PlainText.Line(fault)}");
        }

        if (json)
        {
            terminal.Out.WriteLine(Wire.Serialize(RunAnswer.Refused(faults)));
        }

        return ExitCodes.Wrong;
    }

    /// <summary>Null for what is not the caller's fault.</summary>
    private static IReadOnlyList<string>? FaultsOf(Exception error) => error switch
    {
        UsageException usage => usage.Faults,
        RefusedException refused => refused.Faults,
        ImportFaultException import => import.Errors.Select(fault => fault.ToString()).ToList(),
        ReferenceFaultException reference => reference.Errors.Select(fault => fault.ToString()).ToList(),
        HubInUseException or HubFormatException or HubKeyException or TamperedHistoryException or DamagedHistoryException or RunNotFoundException or RunConflictException or IllegalTransitionException => [error.Message],
        _ => null,
    };
}
