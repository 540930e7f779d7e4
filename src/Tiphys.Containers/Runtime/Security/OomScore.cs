using System.Globalization;

namespace Tiphys.Containers.Security;

/// <summary>Finds how far this machine lets a process lower its OOM score.</summary>
/// <remarks>
/// Without CAP_SYS_RESOURCE a score may not go below a floor that the kernel does not tell. Trying is the only way, and
/// is done on this process itself: raising the score again is always allowed.
/// </remarks>
internal static class OomScore
{
    private const string Path = "/proc/self/oom_score_adj";
    private const int Lowest = -1000;

    private static readonly Lazy<int> Floor = new(Probe);

    /// <summary>The score itself, or the lowest that may be set.</summary>
    public static int Allow(int score) => score >= 0 && Floor.Value <= 0 ? score : Math.Max(score, Floor.Value);

    private static int Probe()
    {
        var own = int.Parse(File.ReadAllText(Path), CultureInfo.InvariantCulture);
        try
        {
            if (TrySet(Lowest))
                return Lowest;
            // The floor lies in (refused, allowed].
            int refused = Lowest, allowed = own;
            while (allowed - refused > 1)
            {
                var middle = (allowed + refused) / 2;
                if (TrySet(middle))
                    allowed = middle;
                else
                    refused = middle;
            }

            return allowed;
        }
        finally
        {
            TrySet(own);
        }
    }

    private static bool TrySet(int score)
    {
        try
        {
            File.WriteAllText(Path, score.ToString(CultureInfo.InvariantCulture));
            return true;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
