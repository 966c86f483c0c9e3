using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Replaying;

/// <summary>Remembers from where the code asked for each of its decisions. Symbols (portable PDBs) give file and line.</summary>
internal sealed class CallTrail
{
    private static readonly Assembly Own = typeof(CallTrail).Assembly;

    private readonly Dictionary<HistoryEvent, StackTrace> _decisions = new(ReferenceEqualityComparer.Instance);
    private StackTrace? _last;

    /// <param name="decision">Null for a call that decides nothing.</param>
    public void Add(HistoryEvent? decision)
    {
        _last = new StackTrace(fNeedFileInfo: true);
        if (decision is not null)
        {
            _decisions.Add(decision, _last);
        }
    }

    /// <summary>The call that decided it, or the last one when no call did.</summary>
    public CodePlace? Find(HistoryEvent? decision)
    {
        var trace = decision is not null && _decisions.TryGetValue(decision, out var own) ? own : _last;
        return trace?.GetFrames().FirstOrDefault(IsOrchestrator) is { } frame ? Place(frame) : null;
    }

    // Between the context and the code that called it stand only the framework's cancellation callbacks.
    private static bool IsOrchestrator(StackFrame frame) =>
        frame.GetMethod()?.DeclaringType is { } type && type.Assembly != Own && type.Assembly != typeof(object).Assembly;

    private static CodePlace Place(StackFrame frame)
    {
        var method = frame.GetMethod()!;
        var type = method.DeclaringType!;

        // The body of an async method lies in a nested type that is named after it: <RunAsync>d__0.
        var isAsync = type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.DeclaringType is not null && type.Name.StartsWith('<');
        var member = isAsync ? $"{type.DeclaringType!.Name}.{type.Name[1..type.Name.IndexOf('>', StringComparison.Ordinal)]}" : $"{type.Name}.{method.Name}";
        return new CodePlace(member, frame.GetFileName(), frame.GetFileName() is null ? null : frame.GetFileLineNumber());
    }
}
