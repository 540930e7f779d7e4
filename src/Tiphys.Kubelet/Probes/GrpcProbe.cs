using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tiphys.Kubelet.Environment;

namespace Tiphys.Kubelet.Probes;

/// <summary>
/// Asks by the gRPC health protocol (grpc.health.v1.Health/Check) over plain HTTP/2. The two messages have one field each, so they are written
/// and read by hand.
/// </summary>
internal static class GrpcProbe
{
    private const int HeaderLength = 5;
    private const int MaxAnswer = 64 << 10;
    private const int StatusUnimplemented = 12;
    private const int StatusDeadlineExceeded = 4;

    private static readonly string[] ServingStates = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    private static readonly string[] Codes =
    [
        "OK", "Canceled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound", "AlreadyExists", "PermissionDenied", "ResourceExhausted",
        "FailedPrecondition", "Aborted", "OutOfRange", "Unimplemented", "Internal", "Unavailable", "DataLoss", "Unauthenticated",
    ];

    public static async Task<ProbeResult> ProbeAsync(string host, int port, string service, TimeSpan allowed, CancellationToken timeout)
    {
        var address = ProbeSockets.Address(host, port);
        try
        {
            // A handler of its own: HTTP/2 would keep a connection of a shared one.
            using var client = new HttpMessageInvoker(ProbeSockets.NewHandler());
            using var message = Request(address, service);
            using var response = await client.SendAsync(message, timeout);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return Failed($"rpc error: code = Unknown desc = unexpected HTTP status code received from server: {(int)response.StatusCode}");
            }

            var body = await ReadAsync(response, timeout);
            return Judge(response, body, allowed);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new(
                ProbeOutcome.Failure, $"timeout: failed to connect service \"{address}\" within {GoText.Duration(allowed)}: context deadline exceeded");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new(ProbeOutcome.Failure, $"error: failed to connect service at \"{address}\": {NetworkErrors.Describe(error, address)}");
        }
    }

    private static HttpRequestMessage Request(string address, string service)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, $"http://{address}/grpc.health.v1.Health/Check")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Frame(service)),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        message.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.36");
        return message;
    }

    // Not compressed, length, then HealthCheckRequest { string service = 1 }.
    private static byte[] Frame(string service)
    {
        var text = Encoding.UTF8.GetBytes(service);
        var message = new List<byte>();
        if (text.Length > 0)
        {
            message.Add((1 << 3) | 2);
            var length = (uint)text.Length;
            for (; length >= 0x80; length >>= 7)
            {
                message.Add((byte)(length | 0x80));
            }

            message.Add((byte)length);
            message.AddRange(text);
        }

        var frame = new byte[HeaderLength + message.Count];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Count);
        message.CopyTo(frame, HeaderLength);
        return frame;
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken timeout)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(timeout);
        var buffer = new byte[MaxAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, MaxAnswer, throwOnEndOfStream: false, timeout);
        return buffer[..length];
    }

    private static ProbeResult Judge(HttpResponseMessage response, byte[] body, TimeSpan allowed)
    {
        // An answer without a message has the status among its headers.
        var status = Header(response.TrailingHeaders, "grpc-status") ?? Header(response.Headers, "grpc-status") ?? "2";
        var code = int.TryParse(status, out var number) && number >= 0 && number < Codes.Length ? number : 2;
        var text = Uri.UnescapeDataString(Header(response.TrailingHeaders, "grpc-message") ?? Header(response.Headers, "grpc-message") ?? "");
        return code switch
        {
            0 => Serving(body),
            StatusUnimplemented => new(
                ProbeOutcome.Failure, $"error: this server does not implement the grpc health protocol (grpc.health.v1.Health): {text}"),
            StatusDeadlineExceeded => new(ProbeOutcome.Failure, $"timeout: health rpc did not complete within {GoText.Duration(allowed)}"),
            _ => Failed($"rpc error: code = {Codes[code]} desc = {text}"),
        };
    }

    private static ProbeResult Serving(ReadOnlySpan<byte> body)
    {
        var state = State(body.Length > HeaderLength ? body[HeaderLength..] : default);
        var name = state >= 0 && state < ServingStates.Length ? ServingStates[state] : state.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name == "SERVING" ? new(ProbeOutcome.Success, "service healthy") : new(ProbeOutcome.Failure, $"service unhealthy (responded with \"{name}\")");
    }

    // HealthCheckResponse { ServingStatus status = 1 }; a zero is not written.
    private static int State(ReadOnlySpan<byte> message) => message.Length >= 2 && message[0] == 1 << 3 ? message[1] : 0;

    private static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.First() : null;

    private static ProbeResult Failed(string why) => new(ProbeOutcome.Failure, $"error: health rpc probe failed: {why}");
}
