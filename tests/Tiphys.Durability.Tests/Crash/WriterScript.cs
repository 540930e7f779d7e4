using System.Globalization;

namespace Tiphys.Durability.Tests.Crash;

/// <summary>
/// What one writer does, fully determined by the number of the step, so that the checker knows the state after each. A writer has its own
/// objects, takes one step after another, and waits for each answer.
/// </summary>
internal sealed record WriterScript(int Writer)
{
    private const int Objects = 7;

    /// <summary>What the names of its objects begin with.</summary>
    public string Prefix { get; } = string.Create(CultureInfo.InvariantCulture, $"writer-{Writer}-");

    /// <summary>The object of a step.</summary>
    public string NameOf(int step) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step % Objects}");

    /// <summary>Its value after the step, null when it is deleted.</summary>
    public string? ValueOf(int step) => step % 5 == 4
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{step}:") + new string((char)('a' + (step % 26)), 50 + (step * 37 % 4000));

    /// <summary>Whether the object exists before a step.</summary>
    public bool ExistsBefore(int step) => step >= Objects && ValueOf(step - Objects) is not null;

    /// <summary>Whether there is anything to do: what does not exist cannot be deleted.</summary>
    public bool DoesAnything(int step) => ValueOf(step) is not null || ExistsBefore(step);

    /// <summary>What exists once the steps before <paramref name="next"/> are done.</summary>
    public SortedDictionary<string, string> StateBefore(int next)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var step = Math.Max(0, next - Objects); step < next; step++)
        {
            if (ValueOf(step) is { } value)
            {
                state[NameOf(step)] = value;
            }
        }

        return state;
    }
}
