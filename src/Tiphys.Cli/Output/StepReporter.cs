using System.Diagnostics;
using System.Globalization;

namespace Tiphys.Cli.Output;

/// <summary>Shows the steps of a longer command: one line each, which on a terminal changes while the step runs.</summary>
internal sealed class StepReporter(TextWriter writer, bool terminal)
{
    private const string ClearLine = "\r\u001b[K";

    private string _step = "";
    private string _detail = "";
    private long _started;

    /// <summary>For the error output of a command.</summary>
    public static StepReporter For(CliConsole console) =>
        new(console.Error, ReferenceEquals(console.Error, Console.Error) && !Console.IsErrorRedirected);

    /// <summary>Does a step and shows how it ends; what the step returns is shown behind its name.</summary>
    public async Task<T> RunAsync<T>(string step, Func<Task<T>> work, Func<T, string> outcome)
    {
        (_step, _detail, _started) = (step, "", Stopwatch.GetTimestamp());
        Show();
        try
        {
            var result = await work();
            End(terminal ? "\u001b[32m✓\u001b[0m" : "✓", outcome(result));
            return result;
        }
        catch
        {
            End(terminal ? "\u001b[31m✗\u001b[0m" : "✗", _detail);
            throw;
        }
    }

    /// <summary>Says how far the step is.</summary>
    public void Detail(string text)
    {
        if (text != _detail)
        {
            _detail = text;
            Show();
        }
    }

    /// <summary>A line between the steps.</summary>
    public void Line(string text) => writer.WriteLine(text);

    private void Show()
    {
        if (terminal)
        {
            writer.Write($"{ClearLine}  {_step}{Behind(_detail)} …");
            writer.Flush();
        }
    }

    private void End(string mark, string detail)
    {
        var seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        writer.WriteLine($"{(terminal ? ClearLine : "")}{mark} {_step}{Behind(detail)} ({seconds} s)");
        writer.Flush();
    }

    private static string Behind(string detail) => detail.Length > 0 ? $": {detail}" : "";
}
