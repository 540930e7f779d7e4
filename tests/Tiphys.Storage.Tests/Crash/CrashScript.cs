using System.Globalization;
using System.Text;

namespace Tiphys.Storage.Tests.Crash;

/// <summary>
/// What one writer of the crash test does, fully determined by the number of the step, so that the checker knows the state after
/// each. A writer has its own keys, takes one step after another, and waits for each to be acknowledged.
/// </summary>
internal static class CrashScript
{
    public const int Writers = 4;
    private const int KeysPerWriter = 7;

    public static string Prefix(int writer) => $"/registry/pods/writer-{writer}/";

    /// <summary>The value that a key has after a step, null when it is deleted.</summary>
    public static string? ValueOf(int step) =>
        step % 5 == 4 ? null : $"{step}:" + new string((char)('a' + (step % 26)), 50 + (step * 37 % 4000));

    public static string KeyOf(int writer, int step) => $"{Prefix(writer)}{step % KeysPerWriter}";

    /// <summary>Takes a step: the key is brought to its value.</summary>
    /// <returns>The revision, or null when there was nothing to do: a deletion of what is not there.</returns>
    public static async Task<long?> TakeAsync(IStore store, int writer, int step)
    {
        var key = KeyOf(writer, step);
        var known = store.Get(key);
        var result = (known, ValueOf(step)) switch
        {
            (null, null) => default(WriteResult?),
            (null, var value) => await store.CreateAsync(key, Encoding.UTF8.GetBytes(value), null, CancellationToken.None),
            (_, null) => await store.DeleteAsync(key, known.ModRevision, CancellationToken.None),
            var (_, value) => await store.UpdateAsync(key, Encoding.UTF8.GetBytes(value), known.ModRevision, null, CancellationToken.None),
        };
        if (result is { Succeeded: false })
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"step {step} of {key}: {result.Value.Outcome}"));
        return result?.Revision;
    }

    /// <summary>What a writer's keys hold once the steps before <paramref name="next"/> are done.</summary>
    public static SortedDictionary<string, string> StateBefore(int writer, int next)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var step = Math.Max(0, next - KeysPerWriter); step < next; step++)
        {
            if (ValueOf(step) is { } value)
                state[KeyOf(writer, step)] = value;
        }

        return state;
    }
}
