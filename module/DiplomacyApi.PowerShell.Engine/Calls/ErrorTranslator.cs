using System.Management.Automation;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Messages;
using Grpc.Core;

namespace DiplomacyApi.PowerShell.Engine.Calls;

/// <summary>Turns failures of calls into errors that PowerShell can file. Nothing of gRPC passes.</summary>
internal static class ErrorTranslator
{
    public static async Task<T> TranslateErrorsAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (DiplomacyException failure)
        {
            throw ToError(failure);
        }
        catch (LogHistoryException refusal)
        {
            throw new DiplomacyApiException(
                $"{refusal.Message} What you read before may no longer be true. If you trust the log as it is, delete the history file, if there is one, and connect again.",
                ReasonOf(refusal.Difference), ErrorCategory.InvalidResult);
        }
    }

    /// <summary>Runs a step of writing a file; an error names the path and the way out.</summary>
    public static async Task<T> TranslateFileErrorsAsync<T>(string path, Func<Task<T>> write)
    {
        try
        {
            return await write().ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DiplomacyApiException($"'{path}' cannot be written: {problem.Message} Name another file with -Path.",
                "FileNotWritable", ErrorCategory.WriteError);
        }
    }

    public static Task TranslateFileErrorsAsync(string path, Func<Task> write) => TranslateFileErrorsAsync(path, async () =>
    {
        await write().ConfigureAwait(false);
        return true;
    });

    /// <summary>What is wrong, without the name of the parameter that .NET adds.</summary>
    public static string WithoutParameter(ArgumentException problem)
    {
        var added = problem.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return added < 0 ? problem.Message : problem.Message[..added];
    }

    public static DiplomacyApiException ToError(DiplomacyException failure)
    {
        // A single field of another status is named by the message: there is no such actor, there is one already.
        FieldProblem[] fields = failure.Fields.Count > 1 || failure.Status == StatusCode.InvalidArgument
            ? [.. failure.Fields.Select(field => new FieldProblem(field.Field, CmdletPhrasing.Rephrase(field.Message)))]
            : [];
        var message = fields.Length == 0
            ? CmdletPhrasing.Rephrase(Said(failure))
            : string.Join(Environment.NewLine, fields.Select(field => $"{field.Field}: {field.Message}"));
        return new DiplomacyApiException(message, ReasonOf(failure), CategoryOf(failure)) { Fields = fields };
    }

    /// <summary>What a failure says; of one field, without its path in the contract.</summary>
    private static string Said(DiplomacyException failure) =>
        failure.Fields is [var field] && failure.Message.StartsWith($"{field.Field}: ", StringComparison.Ordinal)
            ? failure.Message[(field.Field.Length + 2)..]
            : failure.Message;

    /// <summary>Why a row of an import was not recorded.</summary>
    public static DiplomacyApiException ToError(Diplomacy.V1.ImportProblem problem)
    {
        FieldProblem[] fields = [.. problem.Fields.Select(field => new FieldProblem(field.Field, CmdletPhrasing.Rephrase(field.Message)))];
        var message = fields.Length == 0
            ? CmdletPhrasing.Rephrase(problem.Message)
            : string.Join("; ", fields.Select(field => $"{field.Field}: {field.Message}"));
        var reason = problem.Reason.ToString();
        return new DiplomacyApiException(message, reason,
            reason.StartsWith("Unknown", StringComparison.Ordinal) ? ErrorCategory.ObjectNotFound
            : reason.EndsWith("Exists", StringComparison.Ordinal) ? ErrorCategory.ResourceExists
            : ErrorCategory.InvalidData)
        {
            Fields = fields,
        };
    }

    private static string ReasonOf(DiplomacyException failure) => failure.Reason != Diplomacy.V1.ErrorReason.Unspecified
        ? failure.Reason.ToString()
        : failure.Cause switch
        {
            FailureCause.Unreachable => "Unreachable",
            FailureCause.TimedOut => "TimedOut",
            FailureCause.NotTrusted => "ServerNotTrusted",
            FailureCause.NotDiplomacyApi => "NotDiplomacyApi",
            _ => failure.Status.ToString(),
        };

    private static ErrorCategory CategoryOf(DiplomacyException failure) => failure.Cause switch
    {
        FailureCause.NotTrusted => ErrorCategory.SecurityError,
        FailureCause.NotDiplomacyApi => ErrorCategory.ConnectionError,
        _ => CategoryOf(failure.Status),
    };

    private static string ReasonOf(LogDifference difference) => difference switch
    {
        LogDifference.OtherLog => "OtherLog",
        LogDifference.WentBack => "LogWentBack",
        LogDifference.Forked => "LogForked",
        _ => difference.ToString(),
    };

    private static ErrorCategory CategoryOf(StatusCode status) => status switch
    {
        StatusCode.InvalidArgument or StatusCode.OutOfRange => ErrorCategory.InvalidArgument,
        StatusCode.NotFound => ErrorCategory.ObjectNotFound,
        StatusCode.AlreadyExists => ErrorCategory.ResourceExists,
        StatusCode.FailedPrecondition => ErrorCategory.InvalidOperation,
        StatusCode.Aborted => ErrorCategory.ResourceBusy,
        StatusCode.ResourceExhausted => ErrorCategory.LimitsExceeded,
        StatusCode.Unavailable => ErrorCategory.ConnectionError,
        StatusCode.DeadlineExceeded => ErrorCategory.OperationTimeout,
        StatusCode.Unauthenticated => ErrorCategory.AuthenticationError,
        StatusCode.PermissionDenied => ErrorCategory.PermissionDenied,
        StatusCode.Unimplemented => ErrorCategory.NotImplemented,
        _ => ErrorCategory.NotSpecified,
    };
}
