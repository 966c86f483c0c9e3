using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;

namespace MissionControl.Cli.Tests.Invocation;

public sealed class FailureReportTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exception_ThatNobodyExpected_IsOneLineUnlessMoreIsAskedFor(bool verbose)
    {
        var (code, error) = Tell(Thrown(new InvalidOperationException("odd\nstate")), verbose);

        Assert.Equal(1, code);
        Assert.StartsWith("error: unexpected InvalidOperationException in FailureReportTests.Thrown: odd state", error, StringComparison.Ordinal);
        Assert.Contains("report this", error, StringComparison.Ordinal);
        Assert.Equal(verbose, error.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public void Hub_ThatCannotBeWritten_IsNoBugToReport()
    {
        var (code, error) = Tell(new HubUnavailableException("The disk is full.", null), verbose: false);

        Assert.Equal((1, "error: The disk is full.\n"), (code, error));
    }

    private static InvalidOperationException Thrown(InvalidOperationException error)
    {
        try
        {
            throw error;
        }
        catch (InvalidOperationException caught)
        {
            return caught;
        }
    }

    private static (int Code, string Error) Tell(Exception error, bool verbose)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        using var stop = new StopSignals();
        var terminal = new Terminal(TextWriter.Null, writer, TimeProvider.System)
        {
            User = "tester",
            WorkingDirectory = "/",
            UserDataDirectory = "",
            Variable = _ => null,
            Stop = stop,
        };
        return (new FailureReport(terminal, json: false, verbose).Tell(error), writer.ToString());
    }
}
