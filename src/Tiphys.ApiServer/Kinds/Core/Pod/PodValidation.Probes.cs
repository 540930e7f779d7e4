using System.Globalization;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Probes and lifecycle handlers.</content>
internal static partial class PodValidation
{
    private static void CheckLifecycleAndProbes(PodScope scope, Container container, FieldPath path)
    {
        var grace = scope.Spec.TerminationGracePeriodSeconds;
        if (container.Lifecycle?.PostStart is { } start)
        {
            CheckHandler(start.Exec, start.HTTPGet, start.TCPSocket, null, start.Sleep, grace, scope.Errors, path.Child("lifecycle").Child("postStart"));
        }

        if (container.Lifecycle?.PreStop is { } stop)
        {
            CheckHandler(stop.Exec, stop.HTTPGet, stop.TCPSocket, null, stop.Sleep, grace, scope.Errors, path.Child("lifecycle").Child("preStop"));
        }

        CheckProbe(container.LivenessProbe, true, grace, scope.Errors, path.Child("livenessProbe"));
        CheckProbe(container.ReadinessProbe, false, grace, scope.Errors, path.Child("readinessProbe"));
        if (container.ReadinessProbe?.TerminationGracePeriodSeconds is { } seconds)
        {
            scope.Errors.Invalid(path.Child("readinessProbe").Child("terminationGracePeriodSeconds"), seconds, "must not be set for readinessProbes");
        }

        CheckProbe(container.StartupProbe, true, grace, scope.Errors, path.Child("startupProbe"));
    }

    private static void CheckProbe(Probe? probe, bool succeedsOnce, long? grace, FieldErrors errors, FieldPath path)
    {
        if (probe is null)
        {
            return;
        }

        var handler = probe.ProbeHandler;
        CheckHandler(handler.Exec, handler.HTTPGet, handler.TCPSocket, handler.GRPC, null, grace, errors, path);
        errors.CheckNotNegative(path.Child("initialDelaySeconds"), probe.InitialDelaySeconds);
        errors.CheckNotNegative(path.Child("timeoutSeconds"), probe.TimeoutSeconds);
        errors.CheckNotNegative(path.Child("periodSeconds"), probe.PeriodSeconds);
        errors.CheckNotNegative(path.Child("successThreshold"), probe.SuccessThreshold);
        errors.CheckNotNegative(path.Child("failureThreshold"), probe.FailureThreshold);
        if (probe.TerminationGracePeriodSeconds <= 0)
        {
            errors.Invalid(path.Child("terminationGracePeriodSeconds"), probe.TerminationGracePeriodSeconds.Value, "must be greater than 0");
        }

        if (succeedsOnce && probe.SuccessThreshold != 1)
        {
            errors.Invalid(path.Child("successThreshold"), probe.SuccessThreshold, "must be 1");
        }
    }

    private static void CheckHandler(
        ExecAction? exec, HTTPGetAction? http, TCPSocketAction? tcp, GRPCAction? grpc, SleepAction? sleep, long? grace, FieldErrors errors, FieldPath path)
    {
        var checks = new (string Name, Action<FieldPath>? Check)[]
        {
            ("exec", exec is null ? null : at => CheckExec(exec, errors, at)),
            ("httpGet", http is null ? null : at => CheckHttpGet(http, errors, at)),
            ("tcpSocket", tcp is null ? null : at => CheckPort(tcp.Port, errors, at.Child("port"))),
            ("grpc", grpc is null ? null : at => CheckPort(grpc.Port, errors, at.Child("port"))),
            ("sleep", sleep is null ? null : at => CheckSleep(sleep, grace, errors, at)),
        };
        var count = 0;
        foreach (var (name, check) in checks)
        {
            if (check is not null && count++ > 0)
            {
                errors.Forbidden(path.Child(name), "may not specify more than 1 handler type");
            }
            else
            {
                check?.Invoke(path.Child(name));
            }
        }

        if (count == 0)
        {
            errors.Required(path, "must specify a handler type");
        }
    }

    private static void CheckExec(ExecAction exec, FieldErrors errors, FieldPath path)
    {
        if (exec.Command.IsEmpty)
        {
            errors.Required(path.Child("command"));
        }
    }

    private static void CheckHttpGet(HTTPGetAction http, FieldErrors errors, FieldPath path)
    {
        if (http.Path.Length == 0)
        {
            errors.Required(path.Child("path"));
        }

        CheckPort(http.Port, errors, path.Child("port"));
        errors.CheckSupported(path.Child("scheme"), http.Scheme, URIScheme.HTTP, URIScheme.HTTPS);
        foreach (var header in http.HTTPHeaders)
        {
            errors.InvalidFor(path.Child("httpHeaders"), header.Name, Formats.HttpHeaderName(header.Name));
        }
    }

    private static void CheckSleep(SleepAction sleep, long? grace, FieldErrors errors, FieldPath path)
    {
        if (grace is { } limit && (sleep.Seconds < 0 || sleep.Seconds > limit))
        {
            errors.Invalid(
                path,
                sleep.Seconds,
                string.Create(CultureInfo.InvariantCulture, $"must be non-negative and less than terminationGracePeriodSeconds ({limit})"));
        }
    }

    /// <summary>Checks the number or the name of a port.</summary>
    public static void CheckPort(IntOrString port, FieldErrors errors, FieldPath path)
    {
        if (port.StringValue is { } name)
        {
            errors.InvalidFor(path, name, Formats.PortName(name));
        }
        else
        {
            errors.InvalidFor(path, port.IntValue, Formats.PortNumber(port.IntValue));
        }
    }
}
