using Tiphys.Api.Core.V1;
using Tiphys.Client.Events;
using Tiphys.Containers;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Probes;

namespace Tiphys.Kubelet.Hooks;

/// <inheritdoc cref="IHookRunner"/>
internal sealed class HookRunner(IContainerRuntime runtime, IEventRecorder events, TimeProvider clock) : IHookRunner, IDisposable
{
    private readonly HttpMessageInvoker _client = new(ProbeSockets.NewHandler());

    public async Task<HookResult> RunAsync(
        LifecycleHandler handler, Pod pod, Container container, string containerId, PodFacts facts, CancellationToken cancellationToken)
    {
        var what = $"for Container \"{container.Name}\" in Pod \"{pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.UID})\" failed - error:";
        switch (handler)
        {
            case { Exec: { } exec }:
                var failure = await ExecAsync(containerId, exec.Command, cancellationToken);
                return new HookResult(failure is null ? null : $"Exec lifecycle hook ({GoText.List(exec.Command)}) {what} {failure}");
            case { HTTPGet: { } get }:
                failure = await GetAsync(get, pod, container, facts, cancellationToken);
                return new HookResult(failure is null ? null : $"HTTP lifecycle hook ({get.Path}) {what} {failure}");
            case { Sleep: { } sleep }:
                return await SleepAsync(sleep.Seconds, cancellationToken)
                    ? HookResult.Success
                    : new HookResult($"Sleep lifecycle hook ({sleep.Seconds}) {what} container terminated before sleep hook finished");
            default:
                // tcpSocket too: upstream accepts it in the API and has never run it.
                return new HookResult("Cannot run handler: invalid handler: only exec, httpGet and sleep can be run");
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<string?> ExecAsync(string containerId, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        try
        {
            var result = await runtime.ExecSyncAsync(containerId, command, timeout: null, cancellationToken);
            var (output, errors) = (Text(result.StandardOutput), Text(result.StandardError));
            return result.ExitCode == 0
                ? null
                : $"command '{string.Join(' ', command)}' exited with {result.ExitCode}: {errors}, message: {GoText.Quote(output + errors)}";
        }
        catch (ContainerRuntimeException error)
        {
            return $"{error.Message}, message: \"\"";
        }
    }

    // Any answer will do, whatever its status.
    private async Task<string?> GetAsync(HTTPGetAction get, Pod pod, Container container, PodFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            var request = HttpGet.Of(get, container, facts.PodIP, "lifecycle");
            try
            {
                await SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException error) when (request.Url.Scheme == "https" && error.HttpRequestError == HttpRequestError.SecureConnectionError)
            {
                await SendPlainAsync(request, pod, cancellationToken);
            }

            return null;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            var address = ProbeSockets.Address(get.Host.Length == 0 ? facts.PodIP : get.Host, ContainerPorts.Resolve(get.Port, container));
            return $"Get \"{get.Scheme.ToLowerInvariant()}://{address}{get.Path}\": {NetworkErrors.Describe(error, address)}";
        }
        catch (Exception error) when (error is FormatException or UriFormatException)
        {
            return error.Message;
        }
    }

    // Hooks that say HTTPS of a server that speaks HTTP worked once, so they go on working; credentials are not sent in the open.
    private async Task SendPlainAsync(HttpGet request, Pod pod, CancellationToken cancellationToken)
    {
        var plain = request with
        {
            Url = new UriBuilder(request.Url) { Scheme = "http" }.Uri,
            Headers = request.Headers.Filter(header => !header.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)),
        };
        await SendAsync(plain, cancellationToken);
        events.Record(
            pod, "Warning", "LifecycleHTTPFallback", $"request to HTTPS lifecycle hook {request.Address} got HTTP response, retry with HTTP succeeded");
    }

    private async Task SendAsync(HttpGet request, CancellationToken cancellationToken)
    {
        using var message = request.ToMessage();
        using var response = await _client.SendAsync(message, cancellationToken);
        await HttpGet.ReadBodyAsync(response, cancellationToken);
    }

    private async Task<bool> SleepAsync(long seconds, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), clock, cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
