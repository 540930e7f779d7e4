using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Proxying;

/// <summary><c>pods/log</c>: the kubelet's log, streamed on as it comes.</summary>
internal sealed class PodLogs(ObjectReader objects, IKubeletConnector kubelets)
{
    // What of a kubelet's failure is passed on.
    private const int MaxFailureBytes = 50_000;

    public async Task AnswerAsync(ApiCall call)
    {
        var (info, response) = (call.Request, call.Http.Response);
        var options = ConnectQuery.Log(call.Http.Request.Query, info.Name);
        var pod = objects.Get<Pod>(info.Namespace, info.Name);
        var container = PodContainers.Choose(pod, options.Container);
        if (pod.Spec.NodeName.Length == 0)
        {
            response.StatusCode = 204;
            return;
        }

        var kubelet = kubelets.Locate(objects.Get<Node>("", pod.Spec.NodeName));
        var address = new Uri(kubelet, $"/containerLogs/{pod.Metadata.Namespace}/{pod.Metadata.Name}/{container}{Query(options).ToQueryString()}");
        using var log = await OpenAsync(address, options.InsecureSkipTLSVerifyBackend, call.CancellationToken);
        if (!log.IsSuccessStatusCode)
        {
            throw Failure((int)log.StatusCode, info.Name, await ReadFailureAsync(log, call.CancellationToken));
        }

        response.ContentType = "text/plain";
        await response.StartAsync(call.CancellationToken);
        await using var body = await log.Content.ReadAsStreamAsync(call.CancellationToken);
        await ByteCopy.RunAsync(body, response.Body, call.CancellationToken);
    }

    private async Task<HttpResponseMessage> OpenAsync(Uri address, bool unverified, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        try
        {
            return await (unverified ? kubelets.UnverifiedTransport : kubelets.Transport).SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw new ApiException(StatusErrors.Of(500, "", $"Get \"{address}\": {TransportErrors.Describe(error)}", null).Status, error);
        }
    }

    private static QueryBuilder Query(PodLogOptions options)
    {
        var query = new QueryBuilder();
        Flag("follow", options.Follow);
        Flag("previous", options.Previous);
        Flag("timestamps", options.Timestamps);
        Number("sinceSeconds", options.SinceSeconds);
        Number("tailLines", options.TailLines);
        Number("limitBytes", options.LimitBytes);
        if (options.SinceTime is { } since)
        {
            query.Add("sinceTime", since.ToString());
        }

        query.Add("stream", "All");
        return query;

        void Flag(string name, bool value)
        {
            if (value)
            {
                query.Add(name, "true");
            }
        }

        void Number(string name, long? value)
        {
            if (value is { } number)
            {
                query.Add(name, number.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static async Task<string> ReadFailureAsync(HttpResponseMessage log, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxFailureBytes];
        await using var body = await log.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static ApiException Failure(int code, string name, string text)
    {
        if (code == 500)
        {
            return StatusErrors.Internal(text);
        }

        if (code == 400)
        {
            return StatusErrors.BadRequest(text);
        }

        var (reason, message) = code switch
        {
            401 => (StatusReason.Unauthorized, "the server has asked for the client to provide credentials"),
            403 => (StatusReason.Forbidden, text),
            404 => (StatusReason.NotFound, "the server could not find the requested resource"),
            405 => (StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource"),
            422 => (StatusReason.Invalid, "the server rejected our request due to an error in our request"),
            503 => (StatusReason.ServiceUnavailable, "the server is currently unable to handle the request"),
            > 500 => (StatusReason.InternalError, $"an error on the server ({Validation.FieldErrors.Quote(text)}) has prevented the request from succeeding"),
            _ => ("", $"the server responded with the status code {code} but did not return more information"),
        };
        return StatusErrors.Of(code, reason, $"{message} ( pods/log {name})", new StatusDetails { Kind = "pods/log", Name = name });
    }
}
