namespace Tiphys.Controllers.Shared;

/// <summary>
/// What a controller has asked for but not yet seen in its copy. Until it has, or five minutes have passed, it must not act on the copy again:
/// it would create or delete too many (<c>pkg/controller/controller_utils.go</c>). Owners are told apart by UID.
/// </summary>
internal sealed class Expectations(TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Expected> _expected = [];

    public void ExpectCreations(string owner, int count)
    {
        lock (_lock)
        {
            _expected[owner] = new Expected { Creations = count, Since = clock.GetTimestamp() };
        }
    }

    public void ExpectDeletions(string owner, IEnumerable<string> uids)
    {
        lock (_lock)
        {
            _expected[owner] = new Expected { Deletions = [.. uids], Since = clock.GetTimestamp() };
        }
    }

    public void CreationObserved(string owner)
    {
        lock (_lock)
        {
            if (_expected.TryGetValue(owner, out var expected))
            {
                expected.Creations--;
            }
        }
    }

    public void DeletionObserved(string owner, string uid)
    {
        lock (_lock)
        {
            if (_expected.TryGetValue(owner, out var expected))
            {
                expected.Deletions.Remove(uid);
            }
        }
    }

    public void Forget(string owner)
    {
        lock (_lock)
        {
            _expected.Remove(owner);
        }
    }

    /// <summary>How long the controller must still wait when nothing is seen; 0 when all has been seen.</summary>
    public TimeSpan Left(string owner)
    {
        lock (_lock)
        {
            if (!_expected.TryGetValue(owner, out var expected) || (expected.Creations <= 0 && expected.Deletions.Count == 0))
            {
                return TimeSpan.Zero;
            }

            var left = Lifetime - clock.GetElapsedTime(expected.Since);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private sealed class Expected
    {
        public int Creations { get; set; }

        public HashSet<string> Deletions { get; init; } = [];

        public long Since { get; init; }
    }
}
