using System.CommandLine;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Invocation;

/// <summary>One verb of the program: its place in the command tree and what it does.</summary>
internal abstract class Verb
{
    protected Verb(CommonOptions common, string name, string description)
    {
        Common = common;
        Command = new Command(name, description);
        Command.SetAction((parse, _) => RunAsync(parse));
    }

    public Command Command { get; }

    protected CommonOptions Common { get; }

    protected Terminal Terminal => Common.Terminal;

    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult parse);

    protected void WriteJson<T>(T value) => Terminal.Out.WriteLine(Wire.Serialize(value));
}
