using Microsoft.Extensions.Logging;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Serving;

/// <summary>Warnings and errors of the server as lines on standard error. Headers and bodies are in none of them.</summary>
internal sealed class TerminalLog(Terminal terminal) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Lines(terminal);

    public void Dispose()
    {
        // The terminal is not ours.
    }

    private sealed class Lines(Terminal terminal) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var cause = exception is null ? "" : $" {exception.GetType().Name}: {exception.Message}{Place(exception)}";
                var level = logLevel == LogLevel.Warning ? "warning" : "error";
                lock (terminal.Error)
                {
                    terminal.Error.WriteLine($"{level}: {PlainText.Line(formatter(state, exception) + cause)}");
                }
            }
        }

        private static string Place(Exception error) => error.TargetSite is { DeclaringType: { } type, Name: var method } ? $" (in {type.Name}.{method})" : "";
    }
}
