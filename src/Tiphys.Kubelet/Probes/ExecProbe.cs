using System.Text;
using Tiphys.Containers;
using Tiphys.Kubelet.Environment;

namespace Tiphys.Kubelet.Probes;

/// <summary>Runs a command in the container: exit code 0 is a success.</summary>
internal static class ExecProbe
{
    private const int MaxOutput = 10 << 10;

    public static async Task<ProbeResult> ProbeAsync(
        IContainerRuntime runtime, ProbeTarget target, IReadOnlyList<string> command, TimeSpan allowed, CancellationToken cancellationToken)
    {
        var words = Expansion.Expand(command, StaticVariables(target));
        try
        {
            var result = await runtime.ExecSyncAsync(target.ContainerId, words, allowed, cancellationToken);
            return new(result.ExitCode == 0 ? ProbeOutcome.Success : ProbeOutcome.Failure, Output(result));
        }
        catch (ContainerRuntimeException error) when (error.Error == ContainerRuntimeError.DeadlineExceeded)
        {
            return new(ProbeOutcome.Failure, $"command timed out: {GoText.Quote(string.Join(' ', words))} timed out after {GoText.Duration(allowed)}");
        }
        catch (ContainerRuntimeException error)
        {
            return new(ProbeOutcome.Error, error.Message);
        }
    }

    // As upstream: commands of probes see the variables whose values stand in the spec, no others.
    private static Dictionary<string, string> StaticVariables(ProbeTarget target)
    {
        var variables = new Dictionary<string, string>();
        foreach (var variable in target.Container.Env.Where(variable => variable.ValueFrom is null))
        {
            variables[variable.Name] = variable.Value;
        }

        return variables;
    }

    private static string Output(ExecSyncResult result)
    {
        byte[] both = [.. result.StandardOutput, .. result.StandardError];
        return Encoding.UTF8.GetString(both, 0, Math.Min(both.Length, MaxOutput));
    }
}
