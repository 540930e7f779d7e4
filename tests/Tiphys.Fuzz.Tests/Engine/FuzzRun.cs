using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tiphys.Fuzz.Tests.Engine;

/// <summary>Feeds a target with changed inputs and keeps those whose outcome is new. Says which input the target failed on.</summary>
internal sealed class FuzzRun
{
    private const int MaxCorpus = 4000;
    private const long MaxAllocatedBytes = 1L << 30;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private readonly FuzzTarget _target;
    private readonly Mutator _mutator;
    private readonly string? _folder;
    private readonly List<byte[]> _corpus;
    private readonly HashSet<string> _outcomes = [];

    /// <param name="target">The target.</param>
    /// <param name="seed">Decides the changes.</param>
    /// <param name="folder">Where the input under way is written, so that it is known when the process dies of it; null for nowhere.</param>
    public FuzzRun(FuzzTarget target, int seed, string? folder)
    {
        (_target, _mutator, _folder) = (target, new Mutator(new Random(seed)), folder);
        _corpus = [.. target.Corpus];
    }

    public int Outcomes => _outcomes.Count;

    public long Runs { get; private set; }

    /// <summary>Runs the corpus as it is.</summary>
    public void RunCorpus() => _target.Corpus.ToList().ForEach(input => Try(input));

    /// <summary>Runs so many changed inputs, or until the time is over.</summary>
    public void RunChanged(long count, TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0L; i < count && Stopwatch.GetElapsedTime(began) < time; i++)
        {
            var input = _mutator.Mutate(_corpus);
            if (Try(input) && _corpus.Count < MaxCorpus)
            {
                _corpus.Add(input);
            }
        }
    }

    /// <summary>Runs one input; whether its outcome is a new one.</summary>
    /// <exception cref="FuzzException">The target failed, took too long or took too much memory.</exception>
    public bool Try(byte[] input)
    {
        if (_folder is not null)
        {
            File.WriteAllBytes(Path.Combine(_folder, $"{_target.Name}.running"), input);
        }

        Runs++;
        var (began, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        string outcome;
        try
        {
            outcome = _target.Run(input);
        }
        catch (Exception error)
        {
            throw new FuzzException(_target, input, $"{error.GetType().Name}: {error.Message}", error);
        }

        if (Stopwatch.GetElapsedTime(began) is var took && took > MaxTime)
        {
            throw new FuzzException(_target, input, $"it took {took}", null);
        }

        if (GC.GetAllocatedBytesForCurrentThread() - before is var allocated && allocated > MaxAllocatedBytes)
        {
            throw new FuzzException(_target, input, $"it took {allocated >> 20} MiB of memory", null);
        }

        return _outcomes.Add(outcome);
    }

    /// <summary>The name of a file for an input.</summary>
    public static string FileNameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input))[..12];
}

/// <summary>A target failed on an input.</summary>
internal sealed class FuzzException(FuzzTarget target, byte[] input, string what, Exception? inner)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"{target.Name} on {Show(input)}: {what}"), inner)
{
    public byte[] Input { get; } = input;

    public FuzzTarget Target { get; } = target;

    private static string Show(byte[] input) =>
        string.Create(CultureInfo.InvariantCulture, $"{input.Length} bytes '{Encoding.UTF8.GetString(input.AsSpan(0, Math.Min(input.Length, 300))).ReplaceLineEndings("\\n")}'");
}
